using System.Globalization;

namespace MailGuard.Benchmarks.Audit;

internal sealed record AuditBenchmarkOptions(int Domains = 2000, int Rounds = 5)
{
    /// <summary>False for words that are no options.</summary>
    public static bool TryRead(string[] words, out AuditBenchmarkOptions options)
    {
        options = new();
        foreach (var pair in words.Chunk(2))
        {
            if (pair.Length < 2 || !int.TryParse(pair[1], NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number == 0) return false;
            switch (pair[0])
            {
                case "--domains":
                    options = options with { Domains = number };
                    break;
                case "--rounds":
                    options = options with { Rounds = number };
                    break;
                default:
                    return false;
            }
        }

        return true;
    }
}
