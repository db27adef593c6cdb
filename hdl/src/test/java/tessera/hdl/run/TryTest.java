package tessera.hdl.run;
import org.junit.jupiter.api.Test;
import java.nio.file.*;
import java.util.*;
import tessera.hdl.bench.*;
import tessera.hdl.block.*;
class TryTest {
    @Test void t() throws Exception {
        long t0 = java.lang.management.ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        BlockInstance b = Blocks.ALL.get(0).instance();
        try (Simulator s = Simulator.start(b.design(), b.ports(), BuildCache.at(Path.of("target/verilator")), 1)) {
            long t1 = java.lang.management.ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            System.out.println("build " + (t1 - t0) / 1e9);
            long cycles = 0; long[] t = new long[6];
            for (int chunk = 0; chunk < 300; chunk++) {
                long q0=java.lang.management.ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime(); List<BenchCase> cases = new ArrayList<>();
                for (int i = 0; i < 100; i++) cases.add(b.cases().at(1, chunk * 100 + i));
                long q1=java.lang.management.ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime(); PortTrace e = Stimulus.record(b.model().get(), cases, chunk);
                long q2=java.lang.management.ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime(); PortTrace a = s.replay(e);
                cycles += e.cycles(); long q3=java.lang.management.ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
                var d = TraceComparison.cycleByCycle(e, a);
                var g = TraceComparison.beatByBeat(a, cases);
                long q4=java.lang.management.ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime(); t[0]+=q1-q0;t[1]+=q2-q1;t[2]+=q3-q2;t[3]+=q4-q3; if (d.isPresent() || g.isPresent()) { System.out.println(d + " " + g); break; }
            }
            long t2 = java.lang.management.ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            System.out.println(Arrays.toString(t)); System.out.println(cycles + " cycles " + cycles / ((t2 - t1) / 1e9) + " per s");
        }
    }
}
