"""Portuguese: small words, words of which news is made anyway, and words that tell what happens."""

from __future__ import annotations

SMALL = (
    "o a os as um uma uns umas de do da dos das e em no na nos nas ao à aos às para por pelo pela com sem sobre que "
    "se não é são foi era ser está como mais mas ou já seu sua seus suas ele ela eles elas este esta isso esse essa "
    "quando onde desde até entre após segundo muito também dois duas três me nós nosso nossa quem tudo todos cada "
    "outro outra há tem vai num numa lhe"
)
COMMON = (
    "filme filmes série novela álbum disco música canção ator atriz cantor cantora diretor diretora realizador "
    "realizadora estrela fãs grupo banda canal programa ano anos mês meses semana dia segunda terça quarta quinta "
    "sexta sábado domingo feira janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro "
    "dezembro novo nova primeiro primeira último última anunciou anuncia público palco teatro lisboa rio milhão "
    "milhões euros reais vida cidade homem mulher pai mãe português portuguesa próximo próxima jul mai out"
)
KINDS = {
    "review": r"crítica|resenha",
    "list": (
        r"(?:os|as) (?:\d+|três|cinco|dez|vinte) (?:melhores|piores|mais|\w+ mais)|(?:os|as) (?:melhores|"
        r"piores)|ranking"
    ),
    "talk": r"entrevista|podcast|crónica|crônica|opinião",
}
"""Kinds of pieces that are each outlet's own, by words of their headlines."""
EVENTS = {
    "died": "morre morreu mort* faleceu falec* luto velório enterro partiu adeus chora perda lamenta*",
    "birth": "nasceu nascimento bebé bebê gémeos gêmeos",
    "pregnant": "grávida gravidez",
    "engaged": "noiv*",
    "wedding": "casamento casou casaram casar boda",
    "parted": "separa* divórcio divorci* fim_do solteir* acabou_o rompe*",
    "dating": "namor* romance",
    "renewed": "renova* nova_temporada segunda_temporada terceira_temporada quarta_temporada regress*",
    "cancelled": "cancel* não_há suspens* anula* fim_de",
    "ending": "última_temporada termina* último_episódio final_da",
    "cast": "protagoni* elenco papel interpreta* viverá será_a",
    "exit": "deixa* saída demite* abandona* despede* vai_embora",
    "hired": "substitu* nomead* novo_diretor assume",
    "host": "apresent*",
    "directs": "realiza* dirig* filmar*",
    "sued": "process* tribunal juiz* advogad* plágio queixa",
    "settled": "acordo_extrajudicial",
    "arrest": "deti* preso presa prisão polícia",
    "judged": "condena* absolv* culpad* sentença",
    "sentenced": "pena cadeia multa",
    "appealed": "recurso recorre*",
    "won": "venc* ganh* campe* vitória prémi* prêmi* fatura deu conquist* triunf*",
    "nominated": "nomea* indicad* candidat* concorrer escolhid* leva representa*",
    "honored": "homenage* distingu*",
    "takings": "bilheteira bilheteria espectadores",
    "ratings": "audiência*",
    "trailer": "trailer teaser",
    "dated": "estreia* estreará lança* data_de chega_a",
    "delay": "adia* atras*",
    "bought": "compra* vend* aquisição fusão",
    "rights": "direitos",
    "adapted": "adapta* nova_versão",
    "album": "álbum disco single faixas",
    "tour": "digressão turnê concert* show shows bilhetes ingressos",
    "health": "hospital* intern* cirurgia doença doente cancro câncer saúde",
    "accident": "acidente queda",
    "fire": "incêndio fogo chamas bombeiros",
    "storm": "temporal cheia* tempestade",
    "halted": "interromp* paralisa* parou",
    "strike": "greve sindicato",
    "layoffs": "despedi* demissões postos_de",
    "closed": "fecha* encerra* falência",
    "price": "preço* aumento assinatura",
    "festival": "festival cartaz edição",
    "feud": "briga polémica polêmica ataca*",
    "sorry": "desculpa* perdão",
    "book": "livro romance memórias editora",
    "home": "mansão",
    "stolen": "roub* furto",
    "reunion": "reencontr* regresso reunião volta",
    "retired": "reforma_da aposenta* carreira despedida palcos última_noite fim_da",
    "backlash": "boicot* críticas",
    "filming": "gravações rodagem filmagens",
    "auction": "leilão",
    "record": "recorde",
    "shot": "tiroteio tiros",
}
"""Words under what they tell: those with a star are beginnings, those joined by a line are phrases."""
