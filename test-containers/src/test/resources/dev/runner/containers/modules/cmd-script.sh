#!/bin/sh
pwd
echo $#
printf '%s\n' "$@"
