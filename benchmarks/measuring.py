"""Middleware of the benchmark only: what an answer cost, in headers. The service itself never has it."""

import time

from django.db import connection

TIME, QUERIES = "X-Measured-Milliseconds", "X-Measured-Queries"


def measure(get_response):
    """Outermost of all: time from the first line of Django's work to the last, and every query in between."""

    def middleware(request):
        queries = 0

        def count(execute, sql, params, many, context):
            nonlocal queries
            queries += 1
            return execute(sql, params, many, context)

        started = time.perf_counter()
        with connection.execute_wrapper(count):
            response = get_response(request)
        response[TIME] = f"{(time.perf_counter() - started) * 1000:.3f}"
        response[QUERIES] = str(queries)
        return response

    return middleware
