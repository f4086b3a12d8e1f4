/// What a site has besides its code: messages, flags, settings, an owner.
@NullMarked
package dev.runner.modules.site;

import org.jspecify.annotations.NullMarked;
