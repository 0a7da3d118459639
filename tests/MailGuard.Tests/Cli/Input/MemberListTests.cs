using System.Text;
using MailGuard.Cli;
using MailGuard.Cli.Input;
using MailGuard.Dmarc;
using MailGuard.Findings;

namespace MailGuard.Tests.Cli.Input;

public sealed class MemberListTests
{
    [Fact]
    public void A_header_names_the_columns_in_any_order_and_case()
    {
        var member = Assert.Single(Read(
            "Name,DOMAIN,Role,target,selectors,contact,prefecture\nA病院,hospital.example,Receiving-Only,reject,google s1  s2,info@a.example,東京\n"));
        Assert.Equal(2, member.Row.Row);
        Assert.Equal("A病院", member.Row.Name);
        Assert.Equal("hospital.example", member.Request!.Domain.Text);
        Assert.Equal(DomainRole.ReceivingOnly, member.Request.Role);
        Assert.Equal(DmarcPolicy.Reject, member.Request.Target);
        Assert.Equal(["google", "s1", "s2"], member.Request.Selectors);
        Assert.Equal([new("contact", "info@a.example"), new("prefecture", "東京")], member.Row.Columns);
        Assert.Empty(member.Row.Notes);
    }

    [Theory]
    [InlineData("hospital.example\nclinic.example")]
    [InlineData("hospital.example\r\nclinic.example\r\n")]
    [InlineData("hospital.example\rclinic.example")]                              // line ends of old spreadsheets
    [InlineData("# members\n\n  # of 2026\nhospital.example # main\nclinic.example\n")]
    [InlineData("domain\nhospital.example\nclinic.example")]
    [InlineData("ドメイン,名称\nhospital.example,A\nclinic.example,B")]
    [InlineData("\"domain\",\"x\"\n\"hospital.example\",\"a,b\"\n\"clinic.example\",\"c\nd\"")]
    [InlineData("name\tdomain\nA\thospital.example\nB\tclinic.example")]          // "Unicode text" of a spreadsheet
    [InlineData("name;domain\nA;hospital.example\nB;clinic.example")]             // where the comma is the decimal sign
    [InlineData("domain,name\nhospital.example,A\n,,,\nclinic.example,B\n\n")]    // rows without content
    public void All_usual_shapes_of_a_list_are_read(string text) =>
        Assert.Equal(["hospital.example", "clinic.example"], Read(text).Select(member => member.Request?.Domain.Text));

    [Theory]
    [InlineData("hospital.example", null)]
    [InlineData("Hospital.Example.", "Read as hospital.example.")]
    [InlineData("病院.example", "Read as xn--0rys90e.example.")]
    [InlineData("ｈｏｓｐｉｔａｌ．ｅｘａｍｐｌｅ", "Read as hospital.example.")]
    [InlineData("info@hospital.example", "The e-mail address was read as its domain hospital.example.")]
    [InlineData("A病院 <info@Hospital.example>", "The e-mail address was read as its domain hospital.example.")]
    [InlineData("mailto:info@hospital.example", "The URL was read as its host hospital.example.")]
    [InlineData("https://user@hospital.example:8443/path?a=b#c", "The URL was read as its host hospital.example.")]
    [InlineData("hospital.example/index.html", "The URL was read as its host hospital.example.")]
    public void What_people_write_is_normalised_with_a_note(string input, string? note)
    {
        var member = Assert.Single(Read(input));
        Assert.EndsWith(".example", member.Request!.Domain.Text, StringComparison.Ordinal);
        Assert.Equal(note is null ? [] : [note], member.Row.Notes);
        Assert.Equal(input, member.Row.Input);
    }

    [Theory]
    [InlineData("")]
    [InlineData("localhost")]                          // no dot
    [InlineData("A病院")]                               // a name in the wrong column
    [InlineData("192.0.2.1")]
    [InlineData("a..example")]
    [InlineData("hospital .example")]
    [InlineData("hospital.example; clinic.example")]
    [InlineData("hospital.example、clinic.example")]
    [InlineData("hospital.example / clinic.example")]
    [InlineData("=cmd|' /C calc'!A0.example")]         // a formula
    [InlineData("../../etc/passwd")]
    [InlineData("--zone")]
    [InlineData("*.hospital.example")]
    [InlineData("hos\u001bpital.example")]
    [InlineData("http://")]
    [InlineData("@")]
    public void A_row_without_a_usable_domain_says_why_and_the_next_is_read(string cell)
    {
        var members = Read($"domain,name\n\"{cell}\",A\nclinic.example,B\n");
        Assert.Equal([null, "clinic.example"], members.Select(member => member.Request?.Domain.Text));
        Assert.StartsWith("domain: ", members[0].Problem!.English, StringComparison.Ordinal);
        Assert.Equal("A", members[0].Row.Name);
    }

    [Theory]
    [InlineData("domain,name\n\"hospital.example,A\nclinic.example,B\nlast.example,C", 2, 3)]      // never closed
    [InlineData("domain,name\n\"hospital.example\"x,A\nclinic.example,B\nlast.example,C", 2, 3)]   // text behind the mark
    public void A_quotation_mark_gone_wrong_costs_one_row_only(string text, int badRow, int nextRow)
    {
        var members = Read(text);
        Assert.Equal([null, "clinic.example", "last.example"], members.Select(member => member.Request?.Domain.Text));
        Assert.Equal([badRow, nextRow, 4], members.Select(member => member.Row.Row));
        Assert.Contains("quotation mark", members[0].Problem!.English, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_are_counted_as_a_spreadsheet_counts()
    {
        var members = Read("# comment\ndomain,address\n\na.example,\"1-2-3\nTokyo\"\nb.example,x\n");
        Assert.Equal([4, 5], members.Select(member => member.Row.Row));
    }

    [Fact]
    public void A_line_without_end_costs_one_row_only()
    {
        var members = Read($"domain\n{new string('a', 200_000)}\nclinic.example\n");
        Assert.Equal([null, "clinic.example"], members.Select(member => member.Request?.Domain.Text));
        Assert.Contains("too long", members[0].Problem!.English, StringComparison.Ordinal);
        Assert.True(members[0].Row.Input.Length <= CsvReader.MaxCharactersPerLine);
    }

    [Fact]
    public void What_else_is_wrong_in_a_row_becomes_a_note_and_the_domain_is_audited()
    {
        var member = Assert.Single(Read("domain,role,target,selectors\nhospital.example,mail,p=reject,ok b@d,surplus\n"));
        Assert.Equal((null, null), (member.Request!.Role, member.Request.Target));
        Assert.Equal(["ok"], member.Request.Selectors);
        Assert.Collection(member.Row.Notes,
            note => Assert.Contains("more cells than the header", note, StringComparison.Ordinal),
            note => Assert.Equal("role: 'mail' was left out; write sending, receiving-only, parked or nothing.", note),
            note => Assert.StartsWith("target: 'p=reject'", note, StringComparison.Ordinal),
            note => Assert.StartsWith("selectors: 'b@d'", note, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("name,role\nA,sending\n")]
    [InlineData("hospital,site\nA,B\n")]        // several cells and no domain among them
    public void A_header_without_the_domain_column_ends_the_run(string text) =>
        Assert.Contains("'domain'", Assert.Throws<CommandFailure>(() => Read(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_title_above_the_table_is_shown_as_what_was_taken_for_the_header() =>
        Assert.Contains("only 会員名簿 2026年度 | 事務局;", Assert.Throws<CommandFailure>(
            () => Read("会員名簿 2026年度,事務局,\n\ndomain,name,\nhospital.example,A,\n")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("施設名,ドメイン名")]
    [InlineData("病院名,メールドメイン")]
    public void Japanese_headings_are_understood(string header)
    {
        var member = Assert.Single(Read($"{header}\nA病院,hospital.example\n"));
        Assert.Equal(("A病院", "hospital.example"), (member.Row.Name, member.Request?.Domain.Text));
        Assert.Empty(member.Row.Columns);
    }

    [Fact]
    public void Columns_of_the_same_name_are_all_kept() =>
        Assert.Equal(
            ["memo", "memo[3]", "[4]"],
            MemberList.OtherColumns(() => new StringReader("domain,memo,memo,\na.example,1,2,3"), Language.English));

    [Theory]
    [MemberData(nameof(Encodings))]
    public void The_encoding_is_recognised(string encoding, bool hasMark)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var writer = Encoding.GetEncoding(encoding);
        byte[] octets = [.. hasMark ? writer.GetPreamble() : [], .. writer.GetBytes("domain,name\nhospital.example,表示ソ病院～\n")];
        var text = ListText.Examine(new MemoryStream(octets));
        var member = Assert.Single(
            MemberList.Read(() => new StreamReader(new MemoryStream(octets), text.Encoding, true), Language.English));
        Assert.Equal("表示ソ病院～", member.Row.Name);
        Assert.True(text.IsIntact);
    }

    public static TheoryData<string, bool> Encodings => new()
    {
        { "utf-8", false },
        { "utf-8", true },
        { "utf-16", true },
        { "utf-16BE", true },
        { "shift_jis", false },      // 表 and ソ end with the octet of a backslash
    };

    [Fact]
    public void One_broken_octet_does_not_turn_a_utf8_list_into_another_encoding()
    {
        byte[] octets = [.. "domain,name\nhospital.example,東京都立病院\nclinic.example,"u8, 0xe6, 0x9d, .. "\n"u8];
        var text = ListText.Examine(new MemoryStream(octets));
        var members = MemberList.Read(() => new StreamReader(new MemoryStream(octets), text.Encoding, true), Language.English).ToArray();
        Assert.False(text.IsIntact);
        Assert.Equal("東京都立病院", members[0].Row.Name);
        Assert.Contains("could not be decoded", Assert.Single(members[1].Row.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void Notes_and_problems_are_said_in_Japanese_too()
    {
        var members = MemberList.Read(() => new StringReader("domain,role\nHOSPITAL.example,mail\n,\nA,x"), Language.Japanese).ToArray();
        Assert.Equal(
            ["hospital.example として読み取りました。", "role：「mail」は使っていません。sending、receiving-only、parked のどれかにするか、空にしてください。"],
            members[0].Row.Notes);
        Assert.Equal("domain：ドメイン名にはドットが必要です。hospital.example のように最後まで書いてください", members[1].Problem!.Japanese);
    }

    private static Member[] Read(string text) => [.. MemberList.Read(() => new StringReader(text), Language.English)];
}
