using System.Text;
using MailGuard.Cli.Terminal;

namespace MailGuard.Tests.Cli.Terminal;

public sealed class StandardErrorTests
{
    [Fact]
    public void Lines_written_side_by_side_stay_whole()
    {
        const int Lines = 2_000;
        using var stream = new MemoryStream();
        using var error = new StreamWriter(stream) { NewLine = "\n" };
        var messages = new StandardError(error, isQuiet: false);
        Parallel.For(0, Lines, number => messages.Note($"{number} {new string('x', 60)}"));
        var written = Encoding.UTF8.GetString(stream.ToArray()).TrimEnd('\n').Split('\n');
        Assert.Equal(Enumerable.Range(0, Lines).Select(number => $"{number} {new string('x', 60)}").Order(), written.Order());
    }
}
