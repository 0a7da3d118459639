using BenchmarkDotNet.Running;
using MailGuard.Benchmarks.Audit;
using MailGuard.Benchmarks.Parsing;

switch (args)
{
    case ["audit", .. var rest] when AuditBenchmarkOptions.TryRead(rest, out var options):
        return await AuditBenchmark.RunAsync(options);
    case ["parse", .. var rest]:
        BenchmarkRunner.Run<PureParts>(args: rest);
        return 0;
    default:
        Console.Error.WriteLine("audit [--domains 2000] [--rounds 5] | parse [options of BenchmarkDotNet]");
        return 64;
}
