#nullable enable
using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Management.Automation;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Simulation
{
    /// <summary>JSON both ways.</summary>
    public static class Json
    {
        /// <summary>As tables (for the simulation) or as objects (for scripts).</summary>
        public static object? Read(string text, bool tables)
        {
            using var document = JsonDocument.Parse(text);
            return Read(document.RootElement, tables);
        }

        /// <summary>A value to a depth, with the indentation of PowerShell unless it is to be compressed.</summary>
        /// <param name="forWeb">As Windows PowerShell's serializer does, which is made for web pages.</param>
        public static string Write(object? value, int depth, bool compress, bool forWeb)
        {
            var text = new StringBuilder();
            new Writer(text, compress, forWeb).Write(value, depth, 0);
            return text.ToString();
        }

        private static object? Read(JsonElement element, bool tables)
        {
            switch (element.ValueKind)
            {
                case JsonValueKind.Object:
                    if (tables)
                    {
                        var table = new Hashtable(StringComparer.OrdinalIgnoreCase);
                        foreach (var property in element.EnumerateObject()) table[property.Name] = Read(property.Value, true);
                        return table;
                    }

                    var made = new PSObject();
                    foreach (var property in element.EnumerateObject()) made.Properties.Add(new PSNoteProperty(property.Name, Read(property.Value, false)));
                    return made;
                case JsonValueKind.Array:
                    var items = new object?[element.GetArrayLength()];
                    var at = 0;
                    foreach (var item in element.EnumerateArray()) items[at++] = Read(item, tables);
                    return items;
                case JsonValueKind.String: return element.GetString();
                case JsonValueKind.Number: return element.TryGetInt32(out var number) ? number : element.TryGetInt64(out var large) ? large : element.GetDouble();
                case JsonValueKind.True: return true;
                case JsonValueKind.False: return false;
                default: return null;
            }
        }

        private sealed class Writer
        {
            private readonly StringBuilder text;
            private readonly bool compress;
            private readonly bool forWeb;

            internal Writer(StringBuilder text, bool compress, bool forWeb)
            {
                this.text = text;
                this.compress = compress;
                this.forWeb = forWeb;
            }

            internal void Write(object? given, int depth, int level)
            {
                var value = Values.Bare(given);
                switch (value)
                {
                    case null: text.Append("null"); return;
                    case string or char or Guid or Uri or Version: WriteText(Values.TextOf(value)!); return;
                    case bool flag: text.Append(flag ? "true" : "false"); return;
                    case DateTime time: WriteText(time.ToString("o", CultureInfo.InvariantCulture)); return;
                    case Enum: text.Append(Convert.ToInt32(value, CultureInfo.InvariantCulture)); return;
                    case ValueType: text.Append(Convert.ToString(value, CultureInfo.InvariantCulture)); return;
                }

                // Too deep: its text, as the real one does without a word.
                if (depth < 0) WriteText(Values.TextOf(value)!);
                else if (value is IDictionary table) WriteAll('{', '}', Entries(table), depth, level);
                else if (value is IEnumerable list and not PSObject) WriteAll('[', ']', Items(list), depth, level);
                else WriteAll('{', '}', Properties(value), depth, level);
            }

            private static IEnumerable<(string? Name, object? Value)> Items(IEnumerable list)
            {
                foreach (var item in list) yield return (null, item);
            }

            /// <summary>A table without an order of its own has another one in each process: by name, so that runs can be compared.</summary>
            private static IEnumerable<(string? Name, object? Value)> Entries(IDictionary table)
            {
                if (table is Hashtable unordered)
                {
                    foreach (var key in Worlds.Keys(unordered)) yield return (key, unordered[key]);
                    yield break;
                }

                foreach (DictionaryEntry entry in table) yield return (Values.TextOf(entry.Key), entry.Value);
            }

            private static IEnumerable<(string? Name, object? Value)> Properties(object value)
            {
                foreach (var property in PSObject.AsPSObject(value).Properties)
                {
                    if (property.MemberType != PSMemberTypes.ScriptProperty && !property.Name.StartsWith("Sim", StringComparison.Ordinal)) yield return (property.Name, property.Value);
                }
            }

            private void WriteAll(char open, char close, IEnumerable<(string? Name, object? Value)> parts, int depth, int level)
            {
                text.Append(open);
                var none = true;
                foreach (var (name, value) in parts)
                {
                    if (!none) text.Append(',');
                    none = false;
                    Line(level + 1);
                    if (name is not null)
                    {
                        WriteText(name);
                        text.Append(compress ? ":" : ":  ");
                    }

                    Write(value, depth - 1, level + 1);
                }

                if (!none) Line(level);
                text.Append(close);
            }

            private void Line(int level)
            {
                if (!compress) text.Append("\r\n").Append(' ', 4 * level);
            }

            private void WriteText(string plain)
            {
                var encoded = JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(plain);
                if (forWeb) encoded = encoded.Replace("&", "\\u0026").Replace("'", "\\u0027").Replace("<", "\\u003c").Replace(">", "\\u003e");
                text.Append('"').Append(encoded).Append('"');
            }
        }
    }
}
