import threading
import time
from wsgiref.simple_server import WSGIRequestHandler, make_server

from django.core.wsgi import get_wsgi_application
from django.test import SimpleTestCase, override_settings


class QuietHandler(WSGIRequestHandler):
    def log_message(self, *args):
        pass


@override_settings(SLOW_PAYMENT_MS=100)
class CheckoutTest(SimpleTestCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.server = make_server("127.0.0.1", 0, get_wsgi_application(), handler_class=QuietHandler)
        threading.Thread(target=cls.server.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{cls.server.server_port}/payments"
        cls.enterClassContext(override_settings(PAYMENTS_URL=url))

    @classmethod
    def tearDownClass(cls):
        cls.server.shutdown()
        cls.server.server_close()
        super().tearDownClass()

    def setUp(self):
        self.client.raise_request_exception = False

    def test_a_checkout_is_paid(self):
        answer = self.client.get("/checkout")
        self.assertEqual(answer.status_code, 200)
        self.assertEqual(answer.json()["status"], "paid")

    def test_a_slow_payment_makes_the_checkout_slow(self):
        start = time.monotonic()
        answer = self.client.get("/checkout?slow=1")
        self.assertEqual(answer.status_code, 200)
        self.assertGreaterEqual(time.monotonic() - start, 0.1)

    def test_a_payment_that_fails_makes_the_checkout_fail(self):
        answer = self.client.get("/checkout?fail=1")
        self.assertEqual(answer.status_code, 500)
        self.assertEqual(answer.json(), {"error": "request failed"})

    def test_the_health_check_asks_nobody(self):
        self.assertEqual(self.client.get("/healthz").json(), {"status": "ok"})
