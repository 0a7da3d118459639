namespace MailGuard.Comparison;

/// <summary>Where a value of a file stands.</summary>
/// <param name="Line">Its first line, from 1.</param>
/// <param name="IsCut">The file ends inside it.</param>
internal readonly record struct JsonElement(long Offset, long Octets, int Line, bool IsCut);

/// <summary>Finds the values of a file: the elements of an array, the lines of JSON Lines, or one object. A broken one does not hide the next.</summary>
/// <remarks>Brackets are counted and not stacked, so that depth costs nothing. A line feed ends a text that lacks its quotation mark.</remarks>
internal sealed class JsonElements(Stream file)
{
    /// <summary>Blanks before an element in the arrays MailGuard writes: a brace there begins a new one, whatever is open.</summary>
    private const int IndentOfElement = 2;

    private readonly byte[] buffer = new byte[1 << 16];
    private int at;
    private int end;
    private long start;

    /// <summary>Values in their order; an empty one where an array is not closed.</summary>
    public IEnumerable<JsonElement> Read()
    {
        var first = Rewind();
        if (first is '[') return Elements();
        return first is '{' && IsOneObject() is { } only ? [only] : Lines();
    }

    private long Position => start + at;

    /// <summary>Back to the start, behind a byte order mark; gives the first octet that is no blank, -1 in an empty file.</summary>
    private int Rewind()
    {
        file.Position = start = at = end = 0;
        if (Peek() == 0xef) at += 3;
        while (IsBlank(Peek())) at++;
        var first = Peek();
        file.Position = start = at = end = 0;
        if (Peek() == 0xef) at += 3;
        return first;
    }

    private static bool IsBlank(int octet) => octet is ' ' or '\t' or '\r' or '\n';

    private int Peek()
    {
        if (at < end) return buffer[at];
        start += end;
        at = 0;
        end = file.Read(buffer);
        return end == 0 ? -1 : buffer[0];
    }

    private IEnumerable<JsonElement> Lines()
    {
        var line = 1;
        for (var octet = Peek(); octet >= 0; line++)
        {
            var (from, isEmpty) = (Position, true);
            for (; octet >= 0 && octet != '\n'; at++, octet = Peek()) isEmpty &= IsBlank(octet);
            if (!isEmpty) yield return new(from, Position - from, line, octet < 0);
            if (octet < 0) yield break;
            at++;
            octet = Peek();
        }
    }

    /// <summary>The file as a whole; null when something stands behind the first object or it does not end.</summary>
    private JsonElement? IsOneObject()
    {
        var cursor = new Cursor();
        var from = -1L;
        for (var octet = Peek(); octet >= 0; at++, octet = Peek())
        {
            if (cursor.Depth == 0 && from >= 0 && !IsBlank(octet)) break;
            if (from < 0 && !IsBlank(octet)) from = Position;
            cursor.Step(octet);
        }

        var isOne = Peek() < 0 && cursor.Depth == 0;
        var found = new JsonElement(from, Position - from, 1, false);
        Rewind();
        return isOne ? found : null;
    }

    private IEnumerable<JsonElement> Elements()
    {
        var cursor = new Cursor();
        long from = -1;
        var (line, isClosed) = (1, false);
        while (Peek() != '[') at++;
        at++;
        for (var octet = Peek(); octet >= 0; at++, octet = Peek())
        {
            var isNew = octet is '{' && cursor is { Depth: > 0, Indent: IndentOfElement };
            var isBehind = cursor.Depth == 0 && octet is ',' or ']' && cursor.Depth == 0 && !cursor.IsInText;
            if (from >= 0 && (isNew || isBehind))
            {
                yield return new(from, Position - from, line, false);
                from = -1;
                if (isNew) cursor.Restart();
            }

            if (isBehind && octet is ']' && !isClosed) isClosed = true;
            else if (from < 0 && !isBehind && !IsBlank(octet)) (from, line) = (Position, cursor.Line);
            cursor.Step(octet);
        }

        if (from >= 0) yield return new(from, Position - from, line, !isClosed);
        else if (!isClosed) yield return new(Position, 0, cursor.Line, true);
    }

    /// <summary>How deep the reader stands, and whether inside a text.</summary>
    private sealed class Cursor
    {
        private bool isEscaped;
        private bool isInIndent = true;

        public int Depth { get; private set; }

        public int Line { get; private set; } = 1;

        public bool IsInText { get; private set; }

        /// <summary>Blanks before the place on its line; -1 behind anything else.</summary>
        public int Indent { get; private set; }

        public void Restart() => (Depth, IsInText) = (0, false);

        public void Step(int octet)
        {
            if (octet is '\n') NextLine();
            else if (IsInText) StepInText(octet);
            else if (octet is '"') IsInText = true;
            else if (octet is '{' or '[') Depth++;
            else if (octet is '}' or ']') Depth = Math.Max(0, Depth - 1);
            isInIndent &= octet is ' ' or '\n';
            if (octet is not '\n') Indent = isInIndent ? Indent + 1 : -1;
        }

        private void NextLine()
        {
            Line++;
            (Indent, isInIndent, IsInText, isEscaped) = (0, true, false, false);
        }

        private void StepInText(int octet)
        {
            if (isEscaped) isEscaped = false;
            else if (octet is '\\') isEscaped = true;
            else if (octet is '"') IsInText = false;
        }
    }
}
