using System.Security.Cryptography;
using System.Text;

namespace MailGuard.Cli.Input;

/// <summary>What a first pass over a text file shows: how it is encoded, and a hash that tells it from any other.</summary>
/// <param name="IsIntact">False when some octets mean nothing in the encoding; they read as U+FFFD.</param>
internal sealed record ListText(Encoding Encoding, bool IsIntact, string Sha256)
{
    /// <summary>
    /// A byte order mark decides. Without one: UTF-8 when every octet fits, or at least most do, because hardly anything else looks like
    /// it; else Shift_JIS (CP932).
    /// </summary>
    public static ListText Examine(Stream text)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var utf8 = new DecodingTrial(new UTF8Encoding(false));
        var shiftJis = new DecodingTrial(ShiftJis);
        var start = new byte[3];
        var startLength = text.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        var marked = MarkedEncoding(start.AsSpan(0, startLength));
        var buffer = new byte[1 << 16];
        for (var read = start.AsSpan(0, startLength); !read.IsEmpty; read = buffer.AsSpan(0, text.Read(buffer)))
        {
            hash.AppendData(read);
            utf8.Add(read);
            shiftJis.Add(read);
        }

        var sha256 = Convert.ToHexStringLower(hash.GetHashAndReset());
        if (marked is UnicodeEncoding) return new(marked, true, sha256);
        if (marked is not null || utf8.Misfits <= utf8.Fits) return new(new UTF8Encoding(false), utf8.Misfits == 0, sha256);
        return new(ShiftJis, shiftJis.Misfits == 0, sha256);
    }

    private static Encoding ShiftJis { get; } = CodePagesEncodingProvider.Instance.GetEncoding(
        932, EncoderFallback.ReplacementFallback, new DecoderReplacementFallback("\ufffd"))!;

    private static Encoding? MarkedEncoding(ReadOnlySpan<byte> start) => start switch
    {
        [0xef, 0xbb, 0xbf, ..] => new UTF8Encoding(true),
        [0xff, 0xfe, ..] => new UnicodeEncoding(bigEndian: false, byteOrderMark: true),
        [0xfe, 0xff, ..] => new UnicodeEncoding(bigEndian: true, byteOrderMark: true),
        _ => null,
    };

    /// <summary>Counts what a decoder makes sense of, and what not.</summary>
    private sealed class DecodingTrial(Encoding encoding)
    {
        private readonly Decoder decoder = encoding.GetDecoder();
        private readonly char[] letters = new char[encoding.GetMaxCharCount(1 << 16)];

        /// <summary>Characters of three octets in UTF-8: kana, kanji and most else that is not Latin.</summary>
        public int Fits { get; private set; }

        public int Misfits { get; private set; }

        public void Add(ReadOnlySpan<byte> octets)
        {
            foreach (var letter in letters.AsSpan(0, decoder.GetChars(octets, letters, flush: false)))
            {
                if (IsMisfit(letter)) Misfits++;
                else if (letter >= '\u0800') Fits++;
            }
        }

        /// <summary>CP932 gives these for the octets 80, A0 and FD to FF, which no Japanese text contains.</summary>
        private static bool IsMisfit(char letter) => letter is '\ufffd' or '\u0080' or '\u00a0' or (>= '\uf8f0' and <= '\uf8f3');
    }
}
