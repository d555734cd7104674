#!/bin/sh
# For any CI system with a shell: a readable log, JUnit XML for its test page, and an exit code that tells
# "checked, bad" (1) from "could not check" (2 and more).
set -u

code=0
batchschema check "${1:-.}" --format full --format junit:batchschema.xml || code=$?
case $code in
  0) echo "Batch jobs conform to their documents." ;;
  1) echo "Batch jobs contradict their documents." >&2 ;;
  *) echo "Batch jobs could not be checked (exit code $code)." >&2 ;;
esac
exit "$code"
