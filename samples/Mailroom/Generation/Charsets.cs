namespace Mailroom.Generation;

/// <summary>Letters in many charsets, and some that lie about theirs.</summary>
internal static class Charsets
{
    public static readonly IReadOnlyList<(string Charset, string Subject, string Text)> Samples =
    [
        ("utf-8", "Grüße aus Køge", "Der Leuchtturm steht noch – schön! Prices: €40 · naïve café 🗼"),
        ("iso-8859-1", "Où est la clé ?", "La clé du phare était derrière l'armoire. Señor Muñoz dankt für die Fotos."),
        ("iso-8859-15", "Facture de 40 €", "Le vernis coûte 40 € et la peinture 25 €. Cœur de chêne."),
        ("koi8-r", "Маяк на мысе", "Здравствуйте! Маяк снова горит. Высылаю чертежи и фотографии."),
        ("shift_jis", "灯台の件", "こんにちは。灯台の写真をありがとうございます。来週また連絡します。"),
        ("gb18030", "灯塔的照片", "你好！灯塔的照片收到了。镜头需要更换，请告诉我价格。"),
        ("iso-2022-jp", "会議のお知らせ", "会議は木曜日の午後三時からです。場所は港の事務所です。"),
        ("windows-1252", "The keeper’s “log”", "The keeper’s log – “very odd” – costs €5…"),
    ];

    public static IEnumerable<byte[]> Write(Scribe scribe)
    {
        foreach (var (charset, subject, text) in Samples)
        {
            // EncodedWord leaves ASCII as it is, so the subject passes through Letter.From unchanged.
            foreach (var transfer in new[] { "base64", "quoted-printable", "8bit" })
            {
                var who = scribe.Pick(Phrases.People);
                yield return Letter.From(scribe, who, Phrases.Owner.Address, Text.EncodedWord(subject, charset)).Header("X-Mailer", "Chartpost 3.1").Body(Part.Text(text + "\n", charset, transfer)).ToBytes();
            }
        }

        yield return Broken(scribe, "unknown charset", Part.Text("Grüße, wer liest das?\n", "utf-8", "8bit", declared: "x-keeper-private"));
        yield return Broken(scribe, "ascii that is not", Part.Text("Die Brücke ist gesperrt.\n", "utf-8", "8bit", declared: "us-ascii"));
        yield return Broken(scribe, "utf-8 that is not", Part.Text("La clé était là.\n", "iso-8859-1", "8bit", declared: "utf-8"));
        yield return Broken(scribe, "quoted charset", Part.Text("Žluťoučký kůň.\n", "utf-8", "quoted-printable", declared: "\"UTF-8\"; format=flowed; delsp=yes"));
        yield return Broken(scribe, "half a character", new Part(["Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: 8bit"], Text.Encode("fin: un café", "utf-8")[..^1]));
    }

    private static byte[] Broken(Scribe scribe, string subject, Part body) =>
        Letter.From(scribe, scribe.Pick(Phrases.People), Phrases.Owner.Address, subject).Body(body).ToBytes();
}
