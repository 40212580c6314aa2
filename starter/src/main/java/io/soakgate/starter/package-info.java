/** The command line, one file per verb. */
package io.soakgate.starter;
