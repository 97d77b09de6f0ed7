"""All addresses of the hall's pages."""

urlpatterns = []
