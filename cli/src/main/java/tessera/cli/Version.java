package tessera.cli;

import picocli.CommandLine.IVersionProvider;

/** The version of the program, as {@code tessera --version} prints it and every stored row carries it. */
public final class Version implements IVersionProvider {
    /** Semantic version; the same as in the root pom.xml (a test compares). */
    public static final String NUMBER = "0.1.0";

    static final String TEXT = "tessera " + NUMBER;

    @Override
    public String[] getVersion() {
        return new String[] {TEXT};
    }
}
