$ pullquote list --fields title
$ pullquote list is:unread --jsonl | jq -r '.title' | head -1
$ pullquote list --json | jq length
$ pullquote list | cut -f3 | head -2
$ pullquote list | awk -F'\t' '{print NF}' | sort -u
$ pullquote list | head -1 | cut -f2
$ pullquote list -n 1 --plain | cut -f10
$ pullquote list 'show:"Harbour Lights"' --fields title
$ pullquote list person:castellanos -review --fields title
$ pullquote list keyword:kestrel OR keyword:"Low Orbit" --fields outlet,title
$ pullquote list has:release before:2026-11-22 --fields id | wc -l | tr -d ' '
$ pullquote list 'show:"Harbour' --fields title
$ pullquote list '((' --fields title
$ pullquote list --fields help | cut -f1 | head -3
$ pullquote list --fields id,colour
$ pullquote list nosuchword --exit-code
$ pullquote search soup --fields title
$ pullquote search 'ferry drifting' --fields snippet | grep -c wheel
$ pullquote search '"worth the price of a ticket"' --jsonl | jq -r .title
$ pullquote search --explain 'is:unread person:vale "the quiet" -storm'
$ pullquote show 'Low Orbit' --ascii | fold -s -w 60 | head -12
$ pullquote show 'Low Orbit' --width 40 | head -8
$ COLUMNS=40 pullquote show 'Low Orbit' | awk '{ if (length > m) m = length } END { print (m > 200) }'
$ pullquote show 'Review: The' --format md | head -8
$ pullquote show 'Review: The' --ascii | tr -d '[:print:]\n' | wc -c | tr -d ' '
$ pullquote show 'Low Orbit' --json | jq -r '.quotes[] | "\(.speaker): \(.text)"'
$ pullquote list outlet:"Late Set" --fields id | pullquote show - | grep -c '^By '
$ pullquote show https://samples.example/night-ferry-casting --json --fields title,url | jq -c .
$ pullquote show 'The'
$ pullquote show nothing-of-the-kind
$ pullquote quotes --person raman --fields text,via
$ pullquote quotes --show 'Low Orbit' --jsonl | jq -r .speaker | sort | uniq -c | tr -s ' '
$ pullquote quotes --person grant --cite bibtex
$ pullquote people --fields name | sort | head -3
$ pullquote shows --json | jq -r '.[] | select(.type == "franchise") | .name'
$ pullquote list --fields id,title | fzf --filter 'kitchen submarine' | cut -f2
$ pullquote releases --fields date,title,what | sort
$ pullquote releases --ical | grep -c BEGIN:VEVENT
$ pullquote list | head -1 > /dev/null; echo "${PIPESTATUS[0]}"
$ pullquote list > /dev/full
$ pullquote list >&-; echo $?
$ NO_COLOR= TERM=dumb pullquote list --color auto | grep -c $'\e'
$ TERM=dumb pullquote show 'Low Orbit' --format html | head -3
$ pullquote --offline refresh
$ pullquote extract nothing.html
$ printf 'A Line\n\n“It is mine and I mean it, every day of the week,” Anna Brook said.\n' | pullquote extract - | tail -1
$ pullquote export outlet:"Reel Weekly" -o out --format md && ls out && pullquote export outlet:"Reel Weekly" -o out --format md
$ pullquote export -o - --jsonl | jq -r .outlet | sort | uniq -c | tr -s ' '
$ pullquote star 'Low Orbit' && pullquote list is:starred --fields title && pullquote undo && pullquote list is:starred
$ pullquote follow 'Imogen Vale' && pullquote list is:followed --fields title
$ pullquote feeds list
$ pullquote feeds import nothing.opml
$ echo 'not a list' | pullquote feeds import -
$ pullquote paths | cut -f1
$ pullquote config get reading.width
$ pullquote config set reading.width wide
$ pullquote schema | jq -r '."$defs".Article.properties.schema.type'
$ pullquote keys | cut -f1 | sort | uniq -d
$ mkdir -p empty && pullquote --library empty list
$ echo text > bad.db; mkdir -p bad; cp bad.db bad/library.db; pullquote --library bad list 2>&1 | sed 's|[^ ]*/bad/|bad/|g'; echo "${PIPESTATUS[0]}"
$ pullquote show 1 2 --json | jq -r '.[].outlet'
$ pullquote show 1 --json | jq -r .outlet
$ printf '' | pullquote star -
$ pullquote export -o a.epub && SOURCE_DATE_EPOCH= pullquote export -o b.epub && cmp a.epub b.epub
$ pullquote config set reading.width 66 && pullquote config unset reading.width && pullquote config get reading.width
$ pullquote later
$ printf '<rss version="2.0"><channel><title>Lantern</title><item><title>One</title></item></channel></rss>' | pullquote add -
$ printf 'Quill\tgroup\nneither\n' | pullquote names import - && echo kept; pullquote names --fields name
