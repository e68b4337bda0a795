/** One class a command; it prints what the other rooms say. */
package org.certdrop.cli;
