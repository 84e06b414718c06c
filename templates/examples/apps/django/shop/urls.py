from django.urls import path

from shop import views

urlpatterns = [
    path("healthz", views.healthz),
    path("checkout", views.checkout),
    path("payments", views.payments),
]

handler500 = "shop.views.server_error"
