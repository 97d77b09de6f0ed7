"""The addresses of the desk."""

from django.urls import path

from hall.desk import acts, calling, credit, files, papers, statistics, views

urlpatterns = [
    path("desk/", views.queue, name="desk"),
    path("desk/case/<slug:number>", views.case, name="desk_case"),
    path("desk/case/<slug:number>/act", acts.act, name="desk_act"),
    path("desk/case/<slug:number>/page/<int:page>", papers.page, name="desk_page"),
    path("desk/case/<slug:number>/notice/<int:notice>", papers.notice, name="desk_notice"),
    path("desk/statistics", statistics.statistics, name="desk_statistics"),
    path("desk/rating/<int:rating>", statistics.follow, name="desk_follow"),
    path("desk/calls", calling.calls, name="desk_calls"),
    path("desk/credit", credit.credit, name="desk_credit"),
    path("desk/credit/<int:entry>/repair", credit.repair, name="desk_repair"),
    path("desk/files/<str:name>", files.static, name="desk_file"),
]
