using System.Globalization;

namespace MailGuard.Benchmarks.Measuring;

/// <summary>A name and three numbers a line.</summary>
internal static class Table
{
    public static void WriteHead(TextWriter output, string title) => output.WriteLine($"{title,-76}{"min",10}{"median",10}{"max",10}");

    public static void WriteRow(TextWriter output, string name, IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        output.WriteLine($"{name,-76}{Number(sorted[0]),10}{Number(sorted[sorted.Count / 2]),10}{Number(sorted[^1]),10}");
    }

    private static string Number(double value) => value.ToString(value < 100 ? "0.00" : "0", CultureInfo.InvariantCulture);
}
