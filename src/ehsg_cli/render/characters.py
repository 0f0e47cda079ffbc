"""Characters for a console that knows few of them, as an older Windows console does."""

_UNKNOWN = "?"
_PLAIN = {
    character: plain
    for characters, plain in (
        ("→⟶➜➔", "->"),
        ("←⟵", "<-"),
        ("↔⟷", "<->"),
        ("⇒⟹", "=>"),
        ("↑▲", "^"),
        ("↓▼", "v"),
        ("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u00ad─━╌╍┄┅", "-"),
        ("\u2018\u2019\u201a\u201b\u2032", "'"),
        ("\u201c\u201d\u201e\u201f\u2033", '"'),
        ("\u2039", "<"),
        ("\u203a", ">"),
        ("\u00ab", "<<"),
        ("\u00bb", ">>"),
        ("•‣◦·∙●○▪■□", "*"),
        ("…", "..."),
        ("█▓▇▆▅▄▃▂▁▀▉▊▋▌▍▎▏▐", "#"),
        ("░▒", "."),
        ("│┃║╎╏┆┇", "|"),
        ("┌┐└┘├┤┬┴┼╭╮╰╯╔╗╚╝╠╣╦╩╬", "+"),
        ("═", "="),
        ("≤", "<="),
        ("≥", ">="),
        ("≠", "!="),
        ("×✗✘", "x"),
        ("÷", "/"),
        ("✓✔", "+"),
        ("©", "(c)"),
        ("\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000", " "),
        ("\u200b\u200c\u200d\u2060\ufeff", ""),
    )
    for character in characters
}


def in_plain_characters(error: UnicodeError) -> tuple[str, int]:
    """What to write for characters that a stream cannot take, and where to go on, as `codecs` asks it.

    Bars keep their width, so that columns stay where they are.
    """
    if not isinstance(error, UnicodeEncodeError):
        raise error
    characters = error.object[error.start : error.end]
    return "".join(_PLAIN.get(character, _UNKNOWN) for character in characters), error.end
