using System.Collections.Immutable;
using System.Text;

namespace MailGuard.Cli.Input;

/// <summary>One row of a spreadsheet saved as text.</summary>
/// <param name="Row">
/// From 1, as a spreadsheet counts: blank rows and comments have a number too, a line feed inside quotes does not end a row.
/// </param>
/// <param name="Damage">Why the row cannot be trusted to be what its author saw.</param>
internal sealed record CsvRow(int Row, ImmutableArray<string> Cells, CsvDamage Damage = CsvDamage.None);

internal enum CsvDamage
{
    None,

    /// <summary>A quotation mark opens a cell and none closes it, or something other than a delimiter follows the one that does.</summary>
    Quotes,

    /// <summary>The line is longer than <see cref="CsvReader.MaxCharactersPerLine"/>; the rest of it was not read.</summary>
    TooLong,
}

/// <summary>Reads rows (RFC 4180) so that damage in one of them costs no other.</summary>
/// <remarks>
/// Libraries take everything behind an unclosed quotation mark for one cell, down to the end of the file. Here such a row ends with its
/// line, and the lines looked at in search of the closing mark are read again as rows of their own.
/// </remarks>
internal sealed class CsvReader(TextReader text, char delimiter)
{
    /// <summary>Twice the longest cell a spreadsheet holds (32,767), for two of them side by side.</summary>
    public const int MaxCharactersPerLine = 1 << 16;

    /// <summary>Lines of one cell; more is a mark somebody forgot, not an address.</summary>
    private const int MaxLinesPerRow = 50;

    private readonly Queue<Line> looked = new();
    private int? letterAhead;
    private int row;

    /// <summary>Null at the end. Blank lines and comments are skipped.</summary>
    public CsvRow? Read()
    {
        while (NextLine() is { } line)
        {
            row++;
            if (!IsBlankOrComment(line.Text)) return ReadRow(line);
        }

        return null;
    }

    private CsvRow ReadRow(Line first)
    {
        var cells = new CellSplitter(delimiter);
        cells.Feed(first.Text);
        if (first.IsCut) return new(row, cells.Close(), CsvDamage.TooLong);
        if (!cells.IsOpen) return new(row, cells.Close(), cells.IsMalformed ? CsvDamage.Quotes : CsvDamage.None);

        var further = new List<Line>();
        while (cells.MayGoOn && further.Count < MaxLinesPerRow && NextLine() is { } line)
        {
            further.Add(line);
            cells.Feed("\n" + line.Text);
        }

        if (cells is { IsOpen: false, IsMalformed: false }) return new(row, cells.Close());
        LookAgain(further);
        var alone = new CellSplitter(delimiter);
        alone.Feed(first.Text);
        return new(row, alone.Close(), CsvDamage.Quotes);
    }

    private void LookAgain(List<Line> lines)
    {
        var behind = looked.ToArray();
        looked.Clear();
        foreach (var line in lines.Concat(behind)) looked.Enqueue(line);
    }

    private static bool IsBlankOrComment(string line) => line.AsSpan().TrimStart() is [] or ['#', ..];

    private Line? NextLine() => looked.TryDequeue(out var line) ? line : ReadLine();

    private Line? ReadLine()
    {
        var letter = NextLetter();
        if (letter < 0) return null;
        var line = new StringBuilder();
        var isCut = false;
        for (; letter is not ('\n' or '\r' or < 0); letter = NextLetter())
        {
            if (line.Length < MaxCharactersPerLine) line.Append((char)letter);
            else isCut = true;
        }

        if (letter == '\r' && NextLetter() is var following and not '\n') letterAhead = following;
        return new(line.ToString(), isCut);
    }

    private int NextLetter()
    {
        var letter = letterAhead ?? text.Read();
        letterAhead = null;
        return letter;
    }

    private readonly record struct Line(string Text, bool IsCut);

    /// <summary>Splits text into cells; fed piece by piece, because a cell in quotes may go on in the next line.</summary>
    private sealed class CellSplitter(char delimiter)
    {
        private readonly ImmutableArray<string>.Builder cells = ImmutableArray.CreateBuilder<string>();
        private readonly StringBuilder cell = new();
        private Place place = Place.Start;
        private int length;

        private enum Place { Start, Plain, Quoted, AfterQuote }

        /// <summary>True while the text ends inside quotes.</summary>
        public bool IsOpen => place is Place.Quoted;

        public bool IsMalformed { get; private set; }

        /// <summary>True while the next line may belong to the last cell.</summary>
        public bool MayGoOn => IsOpen && !IsMalformed && length < MaxCharactersPerLine;

        public void Feed(string text)
        {
            length += text.Length;
            foreach (var letter in text) Feed(letter);
        }

        public ImmutableArray<string> Close()
        {
            EndCell();
            return cells.ToImmutable();
        }

        private void Feed(char letter)
        {
            if (place is Place.Quoted)
            {
                if (letter == '"') place = Place.AfterQuote;
                else cell.Append(letter);
            }
            else if (letter == delimiter) EndCell();
            else if (letter == '"' && place is Place.Start) place = Place.Quoted;
            else if (letter == '"' && place is Place.AfterQuote)
            {
                cell.Append('"');
                place = Place.Quoted;
            }
            else FeedPlain(letter);
        }

        private void FeedPlain(char letter)
        {
            if (place is Place.AfterQuote)
            {
                IsMalformed |= letter != ' ';
                if (letter == ' ') return;
            }
            else place = Place.Plain;

            cell.Append(letter);
        }

        private void EndCell()
        {
            cells.Add(cell.ToString());
            cell.Clear();
            place = Place.Start;
        }
    }
}
