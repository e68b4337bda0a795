/** The one strict JSON mapper, and an exact one for other programs' files. */
package org.certdrop.json;
