using System.Buffers.Binary;
using System.Text;

namespace MailGuard.EndToEnd.Programs;

/// <summary>Messages for a <see cref="ScriptedServer"/> to say: answers to a question, true or not.</summary>
internal static class ScriptedAnswer
{
    public const byte FormErr = 1;
    public const byte ServFail = 2;
    public const byte NotImp = 4;
    public const byte Refused = 5;

    private const int HeaderOctets = 12;
    private const int LastQuestionOctets = 5;   // the root label, type and class

    /// <summary>One TXT record for each text, at the name asked.</summary>
    public static byte[] Txt(byte[] question, params IReadOnlyCollection<string> texts) =>
        [.. Head(question, code: 0, texts.Count), .. QuestionOf(question), .. texts.SelectMany(text => TxtRecord([text]))];

    /// <summary>One TXT record of as many character-strings as given.</summary>
    public static byte[] LongTxt(byte[] question, IReadOnlyList<string> strings) =>
        [.. Head(question, code: 0, answers: 1), .. QuestionOf(question), .. TxtRecord(strings)];

    public static byte[] Error(byte[] question, byte code) => [.. Head(question, code, answers: 0), .. QuestionOf(question)];

    /// <summary>As a server says it that did not read as far as the question.</summary>
    public static byte[] ErrorWithoutQuestion(byte[] question, byte code)
    {
        var message = Head(question, code, answers: 0);
        BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(4), 0);
        return message;
    }

    /// <summary>BADVERS: NOERROR in the header, the rest of the code in the OPT record (RFC 6891 section 6.1.3).</summary>
    public static byte[] BadVersion(byte[] question)
    {
        byte[] opt = [0, 0, 41, 0x04, 0xd0, 1, 0, 0, 0, 0, 0];
        var message = Head(question, code: 0, answers: 0);
        message[11] = 1;
        return [.. message, .. QuestionOf(question), .. opt];
    }

    public static byte[] Truncated(byte[] question)
    {
        var message = Error(question, code: 0);
        message[2] |= 0x02;
        return message;
    }

    public static byte[] WithId(byte[] message, int id)
    {
        byte[] other = [.. message];
        BinaryPrimitives.WriteUInt16BigEndian(other, (ushort)id);
        return other;
    }

    /// <summary>The same with the letters of the name asked in upper case.</summary>
    public static byte[] InUpperCase(byte[] message)
    {
        byte[] other = [.. message];
        foreach (ref var octet in other.AsSpan(HeaderOctets, NameOctets(message)))
        {
            if (octet is >= (byte)'a' and <= (byte)'z') octet -= 'a' - 'A';
        }

        return other;
    }

    public static int IdOf(byte[] message) => BinaryPrimitives.ReadUInt16BigEndian(message);

    /// <summary>The name asked, as it stands in the message.</summary>
    public static byte[] NameOf(byte[] question) => question[HeaderOctets..(HeaderOctets + NameOctets(question))];

    /// <summary>True when the question carries an OPT record, the only one it can have.</summary>
    public static bool HasEdns(byte[] question) => question[11] == 1;

    /// <summary>The id asked, QR, AA, RD and RA, one question.</summary>
    private static byte[] Head(byte[] question, byte code, int answers) =>
        [question[0], question[1], 0x85, (byte)(0x80 | code), 0, 1, (byte)(answers >> 8), (byte)answers, 0, 0, 0, 0];

    private static byte[] QuestionOf(byte[] question) => question[HeaderOctets..(HeaderOctets + NameOctets(question) + LastQuestionOctets)];

    /// <summary>Without the root label.</summary>
    private static int NameOctets(byte[] message)
    {
        var at = HeaderOctets;
        while (message[at] > 0) at += 1 + message[at];
        return at - HeaderOctets;
    }

    /// <summary>Owner by a pointer to the question, TTL 300.</summary>
    private static byte[] TxtRecord(IEnumerable<string> strings)
    {
        byte[] data = [.. strings.SelectMany(text => (byte[])[(byte)text.Length, .. Encoding.Latin1.GetBytes(text)])];
        return [0xc0, HeaderOctets, 0, 16, 0, 1, 0, 0, 1, 0x2c, (byte)(data.Length >> 8), (byte)data.Length, .. data];
    }
}
