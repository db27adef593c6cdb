package tessera.models.spatten;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import tessera.models.golden.KeepSchedule;
import tessera.traces.workload.SpattenWorkload;
import tessera.traces.workload.WorkloadColumn;
import tessera.traces.workload.WorkloadSample;

class WorkloadSampleTest {
    @Test
    void decodeCascadeFollowsItsReadme() {
        SpattenWorkload workload = WorkloadSample.ALL.get(0).read();
        KeepSchedule tokens = new KeepSchedule(0.15, 0.9, 0.6);
        KeepSchedule heads = new KeepSchedule(0.3, 1.0, 0.8125);
        int row = 0;
        for (int iteration = 0; iteration < 4; iteration++) {
            int length = 480 + iteration;
            for (int layer = 0; layer < 12; layer++) {
                int keys = tokens.keptCount(length, layer, 12);
                for (int head = 0; head < heads.keptCount(12, layer, 12); head++) {
                    String place = workload.place(row);
                    assertEquals(iteration, workload.value(WorkloadColumn.ITERATION, row), place);
                    assertEquals(layer, workload.value(WorkloadColumn.LAYER, row), place);
                    assertEquals(head, workload.value(WorkloadColumn.HEAD, row), place);
                    assertEquals(length, workload.value(WorkloadColumn.SENTENCE_LENGTH, row), place);
                    assertEquals(keys, workload.keyCount(row), place);
                    assertEquals(KeepSchedule.keptCount(keys, 0.3), workload.valueCount(row), place);
                    assertEquals(8, workload.keyBits(row), place);
                    assertEquals(8, workload.valueBits(row), place);
                    assertEquals((7 * iteration + 5 * layer + 3 * head) % 16 == 0, workload.isRefetched(row), place);
                    row++;
                }
            }
        }
        assertEquals(row, workload.rowCount());
    }
}
