/** Copies of accepted submissions for the inboxes of other certdrops on this computer. */
package org.certdrop.propagation;
