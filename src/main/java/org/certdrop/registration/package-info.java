/**
 * One party's registration and every decision about it: what is admitted, what conflicts, what
 * takes the place of what. Values alone; the registry keeps them.
 */
package org.certdrop.registration;
