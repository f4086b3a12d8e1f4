/// Ansible Vault: text that only who knows a password can read.
@NullMarked
package dev.runner.vault;

import org.jspecify.annotations.NullMarked;
