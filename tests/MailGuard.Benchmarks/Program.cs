using BenchmarkDotNet.Running;
using MailGuard.Benchmarks.Audit;
using MailGuard.Benchmarks.Dns;
using MailGuard.Benchmarks.Measuring;
using MailGuard.Benchmarks.Parsing;

var (ofAudit, ofDns) = (new BenchmarkOptions(Domains: 2000), new BenchmarkOptions(Domains: 500));
switch (args)
{
    case ["audit", .. var rest] when BenchmarkOptions.TryRead(rest, mayDelay: false, ref ofAudit):
        return await AuditBenchmark.RunAsync(ofAudit);
    case ["dns", .. var rest] when BenchmarkOptions.TryRead(rest, mayDelay: true, ref ofDns):
        return await DnsBenchmark.RunAsync(ofDns);
    case ["parse", .. var rest]:
        BenchmarkRunner.Run<PureParts>(args: rest);
        return 0;
    default:
        Console.Error.WriteLine("audit [--domains 2000] [--rounds 5] | dns [--domains 500] [--rounds 5] [--delay MILLISECONDS] | parse [options of BenchmarkDotNet]");
        return 64;
}
