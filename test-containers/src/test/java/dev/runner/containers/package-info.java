/// Hosts to test on: real sshd, Apache, git, pip, Django and databases in containers.
package dev.runner.containers;
