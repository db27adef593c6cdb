package tessera.hdl.tool;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * The test needs these tools. Where one is missing, the test is skipped with the install hint; on a build server (env
 * {@code CI=true}) it runs all the same and fails, so that a check that never ran cannot pass for one that did.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(RequiresTool.Condition.class)
public @interface RequiresTool {
    Tool[] value();

    /** Skips or lets run. */
    final class Condition implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            Tool[] tools = AnnotationSupport.findAnnotation(context.getElement(), RequiresTool.class)
                    .map(RequiresTool::value)
                    .orElse(new Tool[0]);
            for (Tool tool : tools) {
                if (tool.find().isEmpty() && !"true".equals(System.getenv("CI"))) {
                    System.err.println("skipped " + context.getDisplayName() + ": " + tool.missing());
                    return ConditionEvaluationResult.disabled(tool.missing());
                }
            }
            return ConditionEvaluationResult.enabled("the tools are there, or this is a build server");
        }
    }
}
