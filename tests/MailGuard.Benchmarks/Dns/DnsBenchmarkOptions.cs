using System.Globalization;

namespace MailGuard.Benchmarks.Dns;

/// <param name="DelayMilliseconds">0: the server itself is asked. Otherwise dnsdist in front of it answers so much later.</param>
internal sealed record DnsBenchmarkOptions(int Domains = 500, int Rounds = 5, int DelayMilliseconds = 0)
{
    /// <summary>Questions under way at the same time: all of these in turn.</summary>
    public IReadOnlyList<int> InFlight => DelayMilliseconds == 0 ? [1, 16, 64, 1000] : [4000];

    /// <summary>False for words that are no options.</summary>
    public static bool TryRead(string[] words, out DnsBenchmarkOptions options)
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
                case "--delay":
                    options = options with { DelayMilliseconds = number };
                    break;
                default:
                    return false;
            }
        }

        return true;
    }
}
