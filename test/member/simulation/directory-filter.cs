#nullable enable
using System;
using System.Collections;
using System.Collections.Generic;
using System.Text;
using System.Text.RegularExpressions;

namespace Simulation
{
    /// <summary>An LDAP filter (RFC 4515): several, of which all or one or none must fit, or an attribute and its pattern.</summary>
    public sealed class Filter
    {
        private static readonly Dictionary<string, Filter?> Known = new Dictionary<string, Filter?>(StringComparer.Ordinal);
        private static readonly Regex Item = new Regex(@"\G([\w-]+)=([^()]*)(?=\))", RegexOptions.CultureInvariant);
        private static readonly Regex NoEscape = new Regex(@"\\(?![0-9a-fA-F]{2})", RegexOptions.CultureInvariant);

        private readonly char kind;
        private readonly List<Filter> parts = new List<Filter>();
        private readonly string name = "";
        private readonly Regex? pattern;

        private Filter(char kind) => this.kind = kind;

        private Filter(string name, Regex pattern)
        {
            this.name = name;
            this.pattern = pattern;
        }

        /// <summary>What the text of a filter says, or nothing where it is no filter. Each is read once for all worlds.</summary>
        public static Filter? Read(string text)
        {
            if (Known.TryGetValue(text, out var known)) return known;
            var whole = text.StartsWith('(') ? text : "(" + text + ")";
            var at = 0;
            var filter = Read(whole, ref at);
            if (at != whole.Length) filter = null;
            Known[text] = filter;
            return filter;
        }

        public bool Fits(Hashtable one)
        {
            if (pattern is not null)
            {
                foreach (var value in Values.Each(Attributes.Of(one, name)))
                {
                    if (value is not null && pattern.IsMatch(Values.TextOf(value)!)) return true;
                }

                return false;
            }

            foreach (var part in parts)
            {
                var fits = part.Fits(one);
                if (kind == '!') return !fits;
                if (fits != (kind == '&')) return fits;
            }

            return kind == '&';
        }

        private static Filter? Read(string text, ref int at)
        {
            if (at >= text.Length || text[at] != '(') return null;
            at++;
            Filter? read;
            if (at < text.Length && text[at] is '&' or '|' or '!')
            {
                read = new Filter(text[at]);
                at++;
                while (at < text.Length && text[at] == '(')
                {
                    var part = Read(text, ref at);
                    if (part is null) return null;
                    read.parts.Add(part);
                }

                if (read.parts.Count == 0 || (read.kind == '!' && read.parts.Count != 1)) return null;
            }
            else
            {
                var item = Item.Match(text, at);
                if (!item.Success) return null;
                var shape = new StringBuilder("^");
                var joint = "";
                foreach (var piece in item.Groups[2].Value.Split('*'))
                {
                    if (NoEscape.IsMatch(piece)) return null;
                    shape.Append(joint).Append(Regex.Escape(Unescaped(piece)));
                    joint = ".*";
                }

                read = new Filter(item.Groups[1].Value, new Regex(shape.Append('$').ToString(), RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.CultureInvariant));
                at += item.Length;
            }

            if (at >= text.Length || text[at] != ')') return null;
            at++;
            return read;
        }

        /// <summary>Text whose \xx are bytes of UTF-8.</summary>
        private static string Unescaped(string text)
        {
            var bytes = new List<byte>();
            for (var index = 0; index < text.Length; index++)
            {
                if (text[index] != '\\')
                {
                    var end = text.IndexOf('\\', index);
                    if (end < 0) end = text.Length;
                    bytes.AddRange(Encoding.UTF8.GetBytes(text.Substring(index, end - index)));
                    index = end - 1;
                    continue;
                }

                bytes.Add(Convert.ToByte(text.Substring(index + 1, 2), 16));
                index += 2;
            }

            return Encoding.UTF8.GetString(bytes.ToArray());
        }
    }
}
