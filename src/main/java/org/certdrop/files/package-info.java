/** Files: written so that a crash leaves a known state, read within a limit, and locked. */
package org.certdrop.files;
