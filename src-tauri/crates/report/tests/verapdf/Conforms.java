import java.io.FileInputStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** Prints each rule of a standard that a file breaks: {@code Conforms.java FILE FLAVOUR...}. */
public class Conforms {
    public static void main(String[] args) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        boolean sound = true;
        for (int i = 1; i < args.length; i++) {
            PDFAFlavour flavour = PDFAFlavour.fromString(args[i]);
            try (PDFAParser parser = Foundries.defaultInstance().createParser(new FileInputStream(args[0]), flavour);
                    PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false)) {
                ValidationResult result = validator.validate(parser);
                Map<String, String> broken = new TreeMap<>();
                for (TestAssertion assertion : result.getTestAssertions()) {
                    if (assertion.getStatus() == TestAssertion.Status.FAILED) {
                        broken.putIfAbsent(
                                assertion.getRuleId().toString(),
                                assertion.getMessage() + " at " + assertion.getLocation().getContext());
                    }
                }
                System.out.println(args[i] + (result.isCompliant() ? " conforms" : " does not conform"));
                broken.forEach((rule, message) -> System.out.println("  " + rule + ": " + message));
                sound &= result.isCompliant();
            }
        }
        System.exit(sound ? 0 : 1);
    }
}
