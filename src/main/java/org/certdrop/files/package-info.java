/** Writing files so that a crash leaves a known state. */
package org.certdrop.files;
