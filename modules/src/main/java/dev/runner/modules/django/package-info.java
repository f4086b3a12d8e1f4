/// Sites made with Django, old and new.
@NullMarked
package dev.runner.modules.django;

import org.jspecify.annotations.NullMarked;
