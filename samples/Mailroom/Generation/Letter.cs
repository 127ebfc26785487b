namespace Mailroom.Generation;

/// <summary>A letter being written: header lines as they will stand, then its root part.</summary>
internal sealed class Letter
{
    private readonly List<byte[]> _headers = [];
    private Part _root = Part.Text("");

    public Letter Header(string name, string value) => RawHeader(Part.Latin($"{name}: {value}"));

    /// <summary>A header line of any bytes, for what real mail does to headers.</summary>
    public Letter RawHeader(byte[] line)
    {
        _headers.Add(line);
        return this;
    }

    public Letter Body(Part root)
    {
        _root = root;
        return this;
    }

    public byte[] ToBytes()
    {
        var stream = new MemoryStream();
        foreach (var header in _headers)
        {
            stream.Write(header);
            stream.WriteByte((byte)'\n');
        }

        if (_root.Headers.Count > 0) stream.Write("MIME-Version: 1.0\n"u8);
        _root.WriteTo(stream);
        return stream.ToArray();
    }

    /// <summary>A letter with the headers that every proper letter has.</summary>
    public static Letter From(Scribe scribe, Person from, string to, string subject, string? id = null) => new Letter()
        .Header("Received", $"from mail.{from.Host} by mx.keeper.example with ESMTPS")
        .Header("Date", scribe.Date())
        .Header("From", from.ToHeader())
        .Header("To", to)
        .Header("Subject", Text.EncodedWord(subject))
        .Header("Message-ID", id ?? scribe.MessageId(from.Host));
}
