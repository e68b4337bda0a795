/** What other programs need of the registered parties, in the form in which they read it. */
package org.certdrop.export;
