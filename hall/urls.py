"""All addresses of the hall's pages."""

from django.urls import path

from hall.dashboard import acts, files, login, pages
from hall.desk.urls import urlpatterns as desk

urlpatterns = [
    path("", pages.overview, name="overview"),
    path("live", pages.overview_live, name="overview_live"),
    path("kiosk/<slug:kiosk>", pages.kiosk, name="kiosk"),
    path("kiosk/<slug:kiosk>/live", pages.kiosk_live, name="kiosk_live"),
    path("kiosk/<slug:kiosk>/door/<slug:name>", pages.door, name="door"),
    path("kiosk/<slug:kiosk>/door/<slug:name>/command", acts.command, name="command"),
    path("kiosk/<slug:kiosk>/alarm/<slug:alarm>/clear", acts.clear_alarm, name="clear_alarm"),
    path("kiosk/<slug:kiosk>/on-my-way", acts.on_my_way, name="on_my_way"),
    path("sms", pages.sms, name="sms"),
    path("sms/console", pages.console, name="console"),
    path("sms/<int:number>/resend", acts.resend_sms, name="resend"),
    path("login", login.log_in, name="login"),
    path("logout", login.log_out, name="logout"),
    path("lang/<slug:lang>", pages.language, name="language"),
    path("health", pages.health, name="health"),
    *desk,
    path("static/<str:name>", files.static, name="static"),
]
handler403 = "hall.dashboard.pages.forbidden"
handler404 = "hall.dashboard.pages.not_found"
