/** Values from outside: how they are read, and how they are shown to people. */
package org.certdrop.text;
