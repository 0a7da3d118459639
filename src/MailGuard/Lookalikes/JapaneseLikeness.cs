namespace MailGuard.Lookalikes;

/// <summary>Japanese characters taken for each other.</summary>
internal static class JapaneseLikeness
{
    /// <summary>Groups of characters that look alike: kana and kanji, kana among themselves, kanji among themselves.</summary>
    public static readonly string[] Homoglyphs =
    [
        "ー一", "カ力", "ロ口", "ニ二", "ハ八", "エ工", "タ夕", "ト卜", "チ千", "ミ三", "ヘへ", "ベべ", "ペぺ", "リり", "ソン", "シツ", "オ才", "ネ木",
        "日曰", "己已巳", "千干", "王玉", "未末", "土士", "大太", "人入", "刀力", "由田", "問間", "待侍", "鳥烏", "天夫", "牛午", "木本", "石右", "綱網", "萩荻", "柿杮", "崇祟",
    ];

    /// <summary>Groups of characters that are read as the same word: small and large kana, old and new forms of a kanji.</summary>
    public static readonly string[] SameWord =
    [
        "ケヶヵカ", "がヶ", "ガヶ", "ノの之", "ツッ", "ヤャ", "ユュ", "ヨョ", "アァ", "イィ", "ウゥ", "エェ", "オォ", "つっ", "やゃ", "ゆゅ", "よょ", "ヱエ", "ヰイ", "づず", "ぢじ", "ヅズ", "ヂジ",
        "医醫", "会會", "国國", "沢澤", "斉斎齋齊", "浜濱", "辺邊邉", "広廣", "桜櫻", "薬藥", "学學", "総總", "応應", "体體", "歯齒", "真眞", "栄榮", "条條", "静靜", "竜龍", "島嶋",
        "円圓", "寿壽", "恵惠", "豊豐", "鉄鐵", "当當", "蔵藏", "県縣", "関關", "渋澁", "塩鹽", "滝瀧", "桧檜", "曽曾", "与與", "沖冲", "峰峯", "富冨", "高髙", "崎﨑", "瀬瀨", "徳德", "黒黑",
        "済濟", "労勞", "団團",
    ];

    /// <summary>Kana that take a dakuten or handakuten, each before its other forms.</summary>
    public static readonly string[] Voiced =
    [
        "カガ", "キギ", "クグ", "ケゲ", "コゴ", "サザ", "シジ", "スズ", "セゼ", "ソゾ", "タダ", "チヂ", "ツヅ", "テデ", "トド", "ハバパ", "ヒビピ", "フブプ", "ヘベペ", "ホボポ", "ウヴ",
        "かが", "きぎ", "くぐ", "けげ", "こご", "さざ", "しじ", "すず", "せぜ", "そぞ", "ただ", "ちぢ", "つづ", "てで", "とど", "はばぱ", "ひびぴ", "ふぶぷ", "へべぺ", "ほぼぽ",
    ];

    /// <summary>Outside JIS X 0208, from which the .jp registry takes its characters.</summary>
    private const string OutsideJisX0208 = "髙﨑瀨德黑";

    public static bool IsInJisX0208(char letter) => !OutsideJisX0208.Contains(letter, StringComparison.Ordinal);

    /// <summary>Hiragana, katakana, the ideographs of the first plane, and the marks that stand among them.</summary>
    public static bool IsJapanese(char letter) =>
        letter is (>= 'ぁ' and <= 'ゖ') or (>= 'ァ' and <= 'ヺ') or 'ー' or 'ゝ' or 'ゞ' or 'ヽ' or 'ヾ' or '々' or '〆' or (>= '一' and <= '鿿') or '﨑';
}
