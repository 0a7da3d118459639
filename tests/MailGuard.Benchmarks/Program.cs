using BenchmarkDotNet.Running;
using MailGuard.Benchmarks.Audit;
using MailGuard.Benchmarks.Dns;
using MailGuard.Benchmarks.Parsing;

switch (args)
{
    case ["audit", .. var rest] when AuditBenchmarkOptions.TryRead(rest, out var options):
        return await AuditBenchmark.RunAsync(options);
    case ["dns", .. var rest] when DnsBenchmarkOptions.TryRead(rest, out var options):
        return await DnsBenchmark.RunAsync(options);
    case ["parse", .. var rest]:
        BenchmarkRunner.Run<PureParts>(args: rest);
        return 0;
    default:
        Console.Error.WriteLine("audit [--domains 2000] [--rounds 5] | dns [--domains 500] [--rounds 5] [--delay MILLISECONDS] | parse [options of BenchmarkDotNet]");
        return 64;
}
