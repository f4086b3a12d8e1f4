/// Internet addresses and networks, as the filters of `ansible.utils` know them.
@NullMarked
package dev.runner.template.net;

import org.jspecify.annotations.NullMarked;
