using System.Collections.Immutable;

namespace MailGuard.Dns;

/// <summary>One word or quoted string of a master file; escapes are not yet resolved, the quotation marks are gone.</summary>
internal readonly record struct MasterFileToken(string Text, bool IsQuoted)
{
    public bool Is(string word) => !IsQuoted && Text.Equals(word, StringComparison.OrdinalIgnoreCase);
}

/// <summary>What is wrong with an entry, and how to mend it.</summary>
internal sealed record MasterFileMistake(string Problem, string Remedy);

/// <summary>One entry: a line, or several held together by parentheses.</summary>
/// <param name="Line">Where it begins, from 1.</param>
/// <param name="StartsWithBlank">The owner is left out: that of the entry before applies.</param>
/// <param name="Mistake">Set when the entry could not be cut into tokens; those found are still there.</param>
internal sealed record MasterFileEntry(int Line, bool StartsWithBlank, ImmutableArray<MasterFileToken> Tokens, MasterFileMistake? Mistake)
{
    public bool IsEmpty => Tokens.IsEmpty && Mistake is null;
}

/// <summary>Cuts a master file into entries and tokens (RFC 1035 section 5.1).</summary>
internal sealed class MasterFileReader
{
    /// <summary>The UTF-8 byte order mark of Windows editors, read as Latin-1.</summary>
    private const string ByteOrderMark = "\u00EF\u00BB\u00BF";

    private readonly string text;
    private readonly ImmutableArray<MasterFileToken>.Builder tokens = ImmutableArray.CreateBuilder<MasterFileToken>();
    private MasterFileMistake? mistake;
    private int at;
    private int line = 1;
    private int openParentheses;

    private MasterFileReader(string text)
    {
        this.text = text;
        at = text.StartsWith(ByteOrderMark, StringComparison.Ordinal) ? ByteOrderMark.Length : 0;
    }

    /// <summary>The entries that are not empty.</summary>
    public static IEnumerable<MasterFileEntry> Read(string text)
    {
        var reader = new MasterFileReader(text);
        while (reader.ReadEntry() is { } entry)
        {
            if (!entry.IsEmpty) yield return entry;
        }
    }

    private MasterFileEntry? ReadEntry()
    {
        if (at >= text.Length) return null;
        var firstLine = line;
        var startsWithBlank = text[at] is ' ' or '\t';
        tokens.Clear();
        mistake = null;
        openParentheses = 0;
        while (at < text.Length && !ReadPiece())
        {
        }

        if (openParentheses > 0)
        {
            mistake ??= new("A parenthesis is opened and never closed; everything below it was lost.", "Write the missing ')'.");
        }

        return new(firstLine, startsWithBlank, tokens.ToImmutable(), mistake);
    }

    /// <returns>True when the entry ends here.</returns>
    private bool ReadPiece()
    {
        switch (text[at])
        {
            case '\n':
                at++;
                line++;
                return openParentheses == 0;
            case ' ' or '\t' or '\r':
                at++;
                return false;
            case ';':
                at = EndOfLine();
                return false;
            case '(':
                at++;
                openParentheses++;
                return false;
            case ')':
                at++;
                CloseParenthesis();
                return false;
            case '"':
                ReadQuoted();
                return false;
            default:
                ReadWord();
                return false;
        }
    }

    private void CloseParenthesis()
    {
        if (openParentheses > 0) openParentheses--;
        else mistake ??= new("A parenthesis is closed that was never opened.", "Remove the ')', or write '\\)' when it is part of a name.");
    }

    private void ReadQuoted()
    {
        var start = ++at;
        while (at < text.Length && text[at] is not ('"' or '\n')) SkipCharacter();
        tokens.Add(new(text[start..at], IsQuoted: true));
        if (at < text.Length && text[at] == '"') at++;
        else mistake ??= new("A quoted text does not end on its line.", "Close it with '\"'; cut a long text into several quoted texts.");
    }

    private void ReadWord()
    {
        var start = at;
        while (at < text.Length && text[at] is not (' ' or '\t' or '\r' or '\n' or ';' or '(' or ')' or '"')) SkipCharacter();
        tokens.Add(new(text[start..at], IsQuoted: false));
        if (at < text.Length && text[at] == '"')
        {
            mistake ??= new(
                "A quotation mark stands inside a word.",
                "Put the whole text into quotation marks; write '\\\"' for one that is part of it.");
        }
    }

    private void SkipCharacter()
    {
        var isEscape = text[at] == '\\' && at + 1 < text.Length && text[at + 1] is not ('\r' or '\n');
        at += isEscape ? 2 : 1;
    }

    private int EndOfLine()
    {
        var end = text.IndexOf('\n', at);
        return end < 0 ? text.Length : end;
    }
}
