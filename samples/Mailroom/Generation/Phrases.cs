namespace Mailroom.Generation;

/// <summary>What the people of the synthetic mailbox write about: a society that restores a lighthouse.</summary>
internal static class Phrases
{
    public static readonly string[] Sentences =
    [
        "The lantern room needs a new pane before the winter storms.", "I counted forty-two steps, not forty-three.",
        "Could you send me the drawings of the lower gallery?", "The harbour master agreed to lend us the small crane.",
        "We still owe the glazier for the prisms.", "Nobody has seen the key to the paraffin store since Sunday.",
        "The survey says that the foundation moved by less than two millimetres.", "Please keep the receipts together.",
        "I will be on the island from Thursday until the weather turns.", "The mechanism ran for six hours without a stop.",
        "Tests of the clockwork are described at https://lighthouse.example/clockwork/tests.", "The paint dries slowly in this damp.",
        "A school class would like to visit in May.", "The second weight is heavier than the log book claims.",
        "Let us decide this at the next meeting.", "The old photographs are at http://archive.example/photos?year=1911&page=3 now.",
        "I measured twice and got two answers.", "Rust has reached the third bolt of the railing.",
        "The insurance wants a list of everyone who climbs.", "I found a letter of the first keeper behind the cupboard.",
        "The fog signal may be heard as far as the village.", "We could rent the boat together with the divers.",
        "There is enough varnish for one more coat.", "The electrician asks for a drawing with the cable runs.",
    ];

    public static readonly string[] Topics =
    [
        "Lantern glass", "Minutes of the meeting", "Paint for the gallery", "Boat on Saturday", "Clockwork weights", "Grant application",
        "Fog signal test", "Visitors in May", "Crane permit", "Rust on the railing", "Archive of photographs", "Key of the paraffin store",
        "Prism alignment", "Insurance list", "Survey results", "Varnish and brushes", "Open day", "Cable drawings",
    ];

    public static readonly Person[] People =
    [
        new("Anna Lindqvist", "anna@lighthouse.example"), new("Bjørn Aasen", "bjorn@fjord.example"), new("Chioma Okafor", "chioma@okafor.example"),
        new("David O'Leary", "david.oleary@harbour.example"), new("Élodie Marchand", "elodie@marchand.example"), new("Fatima Zahra", "fatima@survey.example"),
        new("Günther Weiß", "g.weiss@werkstatt.example"), new("Hana Novák", "hana@novak.example"), new("Иван Петров", "ivan@mayak.example"),
        new("山田花子", "hanako@todai.example"), new("王小明", "xiaoming@dengta.example"), new("Lucía Fernández", "lucia@faro.example"),
    ];

    /// <summary>The person whose mailbox this is.</summary>
    public static readonly Person Owner = new("Robin Keeper", "robin@keeper.example");
}
