#nullable enable
using System;
using System.Collections;
using System.Collections.Generic;
using System.Collections.Specialized;
using System.Management.Automation;
using Microsoft.ActiveDirectory.Management;

namespace Simulation
{
    /// <summary>Attributes of objects of the directory, as LDAP has them.</summary>
    internal static class Attributes
    {
        /// <summary>An attribute's value or values, or nothing.</summary>
        internal static object? Of(Hashtable one, string name)
        {
            switch (name.ToLowerInvariant())
            {
                case "distinguishedname": return one["dn"];
                case "name" or "cn" or "ou": return one["name"];
                case "objectclass": return Chain(one.Text("class")!);
                case "objectsid": return one["sid"];
                case "objectguid": return one["guid"];
                case "memberof": return Groups(one.Text("dn")!);
            }

            var properties = one.Table("properties");
            return Values.Bare(properties.ContainsKey(name) ? properties[name] : one.Table("attributes")[name]);
        }

        /// <summary>The classes of an object, from the general to its own.</summary>
        private static string[] Chain(string kind)
        {
            if (Values.Same(kind, "user")) return new[] { "top", "person", "organizationalPerson", "user" };
            if (Values.Same(kind, "computer")) return new[] { "top", "person", "organizationalPerson", "user", "computer" };
            if (Values.Like(kind, "msDS-*ServiceAccount")) return new[] { "top", "person", "organizationalPerson", "user", "computer", kind };
            return new[] { "top", kind };
        }

        private static object[] Groups(string dn)
        {
            var groups = new List<object>();
            foreach (var group in Directory.Everyone(null))
            {
                if (group.Text("class") == "group" && Values.In(dn, group.Table("attributes")["member"])) groups.Add(group.Text("dn")!);
            }

            return groups.ToArray();
        }
    }

    /// <summary>Searches, and objects as the module ActiveDirectory shows them.</summary>
    public static class Search
    {
        private static readonly ScriptBlock ItsName = ScriptBlock.Create("$this.DistinguishedName");
        private static readonly ScriptBlock ItsValue = ScriptBlock.Create("$this.Value");

        /// <summary>Objects at or below a place ('' for the whole forest) that fit, by distinguished name; nothing where there is no such place.</summary>
        public static Hashtable[]? Find(Hashtable at, string root, Filter filter)
        {
            var all = at.IsTrue("catalogue") ? Directory.Everyone(at) : Own(at);
            var found = new List<Hashtable>();
            var isThere = root == "";
            foreach (var one in all)
            {
                var dn = one.Text("dn")!;
                var isRoot = Values.Same(dn, root);
                if (isRoot) isThere = true;
                if ((root == "" || isRoot || dn.EndsWith("," + root, StringComparison.OrdinalIgnoreCase)) && filter.Fits(one)) found.Add(one);
            }

            if (!isThere) return null;
            found.Sort((left, right) => StringComparer.OrdinalIgnoreCase.Compare(left.Text("dn"), right.Text("dn")));
            return found.ToArray();
        }

        /// <summary>An object with its usual properties and others, or the name of one that is not known.</summary>
        public static object Show(Hashtable at, Hashtable one, string type, string[]? usual, string[]? properties)
        {
            var shown = Worlds.Ordered();
            shown["DistinguishedName"] = one["dn"];
            shown["Name"] = one["name"];
            shown["ObjectClass"] = one["class"];
            shown["ObjectGUID"] = Guid.Parse(one.Text("guid")!);
            foreach (var name in Wanted(one, usual, properties))
            {
                if (name is null || shown.Contains(name)) continue;
                if (!TryShow(at, one, name, out var value)) return name;
                shown[name] = value;
            }

            var made = Objects.Make("Microsoft.ActiveDirectory.Management." + type, shown);
            made.Members.Add(new PSScriptMethod("ToString", ItsName));
            return made;
        }

        /// <summary>A SID as an object.</summary>
        public static PSObject Sid(string sid)
        {
            var made = Objects.Make("System.Security.Principal.SecurityIdentifier", new OrderedDictionary { ["Value"] = sid });
            made.Members.Add(new PSScriptMethod("ToString", ItsValue));
            return made;
        }

        /// <summary>A list as the module has it: one that is there also where it is empty.</summary>
        public static ArrayList List(object? values)
        {
            var list = new ArrayList();
            foreach (var value in Values.Each(values))
            {
                if (value is not null) list.Add(value);
            }

            return list;
        }

        private static List<Hashtable> Own(Hashtable at)
        {
            var all = new List<Hashtable>();
            foreach (var one in Directory.View(at.Table("domain"), at.Text("dc")!).Values) all.Add((Hashtable)Values.Bare(one)!);
            return all;
        }

        private static List<string?> Wanted(Hashtable one, string[]? usual, string[]? properties)
        {
            var wanted = new List<string?>();
            wanted.AddRange(usual ?? Array.Empty<string>());
            wanted.AddRange(properties ?? Array.Empty<string>());
            if (wanted.RemoveAll(name => name == "*") == 0) return wanted;
            wanted.AddRange(Worlds.Keys(one.Table("attributes")));
            foreach (var name in one.Table("properties").Keys) wanted.Add(Values.TextOf(name));
            return wanted;
        }

        /// <summary>A property as the module shows it: an LDAP attribute, or for accounts and groups one of its own.</summary>
        private static bool TryShow(Hashtable at, Hashtable one, string name, out object? value)
        {
            var attributes = one.Table("attributes");
            var properties = one.Table("properties");
            value = null;
            if (properties.ContainsKey(name))
            {
                value = properties[name];
                return true;
            }

            var lower = name.ToLowerInvariant();
            switch (lower)
            {
                case "objectclass": value = one["class"]; return true;
                case "objectsid" or "sid": value = one.Text("sid") is { } sid ? Sid(sid) : null; return true;
                case "objectguid": value = Guid.Parse(one.Text("guid")!); return true;
                // Written where somebody made a computer under the quota of the domain, and not by a right.
                case "ms-ds-creatorsid": return true;
                case "serviceprincipalname" or "serviceprincipalnames": value = List(attributes["servicePrincipalName"]); return true;
                case "member" or "members": value = List(attributes["member"]); return true;
                case "memberof" or "msds-allowedtodelegateto": value = List(Attributes.Of(one, name)); return true;
                case "distinguishedname" or "name" or "cn" or "ou" or "samaccountname" or "description" or "dnshostname" or "useraccountcontrol"
                    or "msds-supportedencryptiontypes" or "msds-managedpasswordinterval" or "grouptype" or "managedby" or "displayname"
                    or "userprincipalname" or "mskds-usestarttime" or "mskds-createtime":
                    value = Attributes.Of(one, name);
                    return true;
            }

            if (one["sid"] is null) return false;
            var flags = Values.Number(attributes["userAccountControl"]);
            switch (lower)
            {
                case "enabled": value = (flags & 2) == 0; return true;
                case "trustedfordelegation": value = (flags & 0x80000) != 0; return true;
                case "trustedtoauthfordelegation": value = (flags & 0x1000000) != 0; return true;
                case "kerberosencryptiontype":
                    value = List(attributes["msDS-SupportedEncryptionTypes"] is { } types ? (ADKerberosEncryptionType)Values.Number(types) : null);
                    return true;
                case "managedpasswordintervalindays": value = List(attributes["msDS-ManagedPasswordInterval"]); return true;
                case "principalsallowedtoretrievemanagedpassword": value = Names(at, attributes["msDS-GroupMSAMembership"]); return true;
                case "principalsallowedtodelegatetoaccount": value = Names(at, attributes["msDS-AllowedToActOnBehalfOfOtherIdentity"]); return true;
                case "hostcomputers": value = new ArrayList(); return true;
                case "groupcategory": value = "Security"; return true;
                case "groupscope":
                    value = (Values.Number(attributes["groupType"]) & 14) switch { 4 => "DomainLocal", 8 => "Universal", _ => "Global" };
                    return true;
                case "givenname" or "surname": return true;
            }

            if (!lower.StartsWith("msds-", StringComparison.Ordinal)) return false;
            value = attributes[name];
            return true;
        }

        /// <summary>
        /// Names by distinguished name where somebody of this domain has the SID, and the SID otherwise: of other domains the real
        /// module asks the global catalogue, below this domain's own root.
        /// </summary>
        private static ArrayList Names(Hashtable at, object? sids)
        {
            var names = new ArrayList();
            foreach (var sid in Values.Each(sids))
            {
                if (sid is null) continue;
                var one = Directory.BySid(at, Values.TextOf(sid)!);
                names.Add(one is not null && Values.Same(one.Text("domain"), at.Table("domain").Text("name")) ? one["dn"] : sid);
            }

            return names;
        }
    }
}
