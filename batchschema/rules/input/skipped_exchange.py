r"""An exchange in a recording did not succeed, so its body is no batch job.

Why: Recordings hold retries, refusals and missing objects too. Their bodies are errors, documented elsewhere;
they are not judged, and that is said. So it is of answers without a body: status 204, and the methods HEAD
and OPTIONS, which browsers send before a call.

Reject (file cassette.json):
    {"interactions": [
     {"request": {"method": "GET", "uri": "https://api.openai.com/v1/batches/b"},
      "response": {"status": {"code": 404, "message": "Not Found"}, "body": {"string": "{}"}}},
     {"request": {"method": "GET", "uri": "https://api.openai.com/v1/batches"},
      "response": {"status": {"code": 200},
       "body": {"string": "{\\\"id\\\": \\\"b\\\", \\\"object\\\": \\\"batch\\\"}"}}}
    ]}

Accept (file cassette.json):
    {"interactions": [
     {"request": {"method": "GET", "uri": "https://api.openai.com/v1/batches"},
      "response": {"status": {"code": 200},
       "body": {"string": "{\\\"id\\\": \\\"b\\\", \\\"object\\\": \\\"batch\\\"}"}}}
    ]}

Fix: Nothing, unless the exchange should have succeeded.
"""

from batchschema.core import Severities, Severity

SEVERITIES = Severities(documented=Severity.NOTE, strict=Severity.NOTE)
