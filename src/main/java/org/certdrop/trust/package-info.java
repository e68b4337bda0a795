/**
 * Who belongs to the federation, who is distrusted, whose certificates end soon, and whether all is
 * ready (SPEC sections 9 and 11). It judges values and knows no files.
 */
package org.certdrop.trust;
