"""A checkout service and the payments service that it calls, in one program.

No line here is about tracing: the instrumentation wraps Django, requests and logging when the process starts.
"""

import logging
import time
import uuid

import requests
from django.conf import settings
from django.http import JsonResponse
from django.views.decorators.http import require_GET

log = logging.getLogger(__name__)


class CardDeclined(Exception):
    pass


@require_GET
def healthz(request):
    return JsonResponse({"status": "ok"})


@require_GET
def checkout(request):
    # The trace context travels in the headers of this call.
    answer = requests.get(settings.PAYMENTS_URL, params=request.GET, timeout=30)
    answer.raise_for_status()
    payment = answer.json()
    log.info("order paid", extra={"payment": payment.get("id")})
    return JsonResponse({"status": "paid", "payment": payment})


@require_GET
def payments(request):
    if request.GET.get("slow"):
        time.sleep(settings.SLOW_PAYMENT_MS / 1000)
    if request.GET.get("fail"):
        raise CardDeclined("card declined")
    return JsonResponse({"id": str(uuid.uuid4())})


def server_error(request):
    """Django logs the exception. A 5xx answer marks the span as failed, so the collector keeps the trace; a 4xx does not."""
    return JsonResponse({"error": "request failed"}, status=500)
