"""Every address of the site."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

handler400 = "quiz.views.errors.bad_request"
handler500 = "quiz.views.errors.server_error"

urlpatterns = [
    path("", include("quiz.urls")),
    path("accounts/", include("allauth.urls")),
    # Signed out of here as well by the page that removes drafts from the device.
    path(f"{settings.ADMIN_PATH}logout/", RedirectView.as_view(pattern_name="account_logout")),
    path(settings.ADMIN_PATH, admin.site.urls),
]
