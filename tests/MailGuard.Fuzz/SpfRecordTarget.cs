using System.Text;
using MailGuard.Dns;
using MailGuard.Spf;

namespace MailGuard.Fuzz;

/// <summary>The input is an SPF record somebody publishes, with what is behind it at every name: the record itself.</summary>
internal static class SpfRecordTarget
{
    private static readonly SpfRequest Request = SpfRequest.OfMailFrom(new([203, 0, 113, 9]), "doctor@hospital.example", "mail.hospital.example");

    public static void Run(byte[] octets)
    {
        var text = Encoding.Latin1.GetString(octets);
        if (!SpfRecordParser.IsSpfRecord(text)) text = $"v=spf1 {text}";
        var record = SpfRecordParser.Parse(text)!;
        var written = SpfRecordWriter.Write(record);
        var again = SpfRecordParser.Parse(written)!;
        if (again.IsValid != record.IsValid || SpfRecordWriter.Write(again) != written) throw new InvalidDataException("Written and read again, it is another record.");
        Evaluate(text);
    }

    private static void Evaluate(string text)
    {
        var everywhere = new Everywhere(DnsRecord.Txt.Of(text));
        var evaluation = new SpfEvaluator(everywhere, new() { ReadsOn = true }).CheckHostAsync(Request).GetAwaiter().GetResult();
        if (everywhere.Asked > SpfEvaluator.MaxQuestions) throw new InvalidDataException($"{everywhere.Asked} questions");
        if (evaluation.Explanation?.AsSpan().ContainsAnyExceptInRange(' ', '~') == true) throw new InvalidDataException("An explanation that is not ASCII.");
    }

    private sealed class Everywhere(DnsRecord.Txt text) : IDnsResolver
    {
        public int Asked { get; private set; }

        public ValueTask<DnsAnswer> ResolveAsync(DnsQuestion question, CancellationToken cancellationToken)
        {
            Asked++;
            return new(question.Type is DnsType.Txt
                ? DnsAnswer.Found(question.Name, question.Type, [text])
                : DnsAnswer.NoData(question.Name, question.Type));
        }
    }
}
