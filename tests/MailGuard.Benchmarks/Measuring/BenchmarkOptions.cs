using System.Globalization;

namespace MailGuard.Benchmarks.Measuring;

/// <summary>What the command line of a benchmark says.</summary>
/// <param name="DelayMilliseconds">0: the server itself is asked. Otherwise dnsdist in front of it answers so much later.</param>
internal sealed record BenchmarkOptions(int Domains, int Rounds = 5, int DelayMilliseconds = 0)
{
    /// <summary>Questions under way at the same time: all of these in turn.</summary>
    public IReadOnlyList<int> InFlight => DelayMilliseconds == 0 ? [1, 16, 64, 1000] : [4000];

    /// <param name="options">What is given where words say nothing else.</param>
    /// <param name="mayDelay">False where <c>--delay</c> means nothing.</param>
    /// <returns>False for words that are no options.</returns>
    public static bool TryRead(string[] words, bool mayDelay, ref BenchmarkOptions options)
    {
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
                case "--delay" when mayDelay:
                    options = options with { DelayMilliseconds = number };
                    break;
                default:
                    return false;
            }
        }

        return true;
    }
}
