/** Copies of accepted submissions for the inboxes of other certdrops on this machine. */
package org.certdrop.propagation;
